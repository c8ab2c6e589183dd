/*
 * UUIDs, by which everything in the line is found, hashed and compared without the interpreter.
 *
 * The class of the standard library does both in Python. Here its slots are set to functions that
 * do the same: the hash is that of the number, and numbers are compared. `uuid_of` makes what
 * UUID(bytes=...) makes. Goes into the compiled copy as streams.uuids.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

static PyTypeObject *uuid_type;
static PyObject *unknown;
static Py_ssize_t number_at, safety_at;

#define FIELD(self, at) (*(PyObject **)((char *)(self) + (at)))

static PyObject *number_of(PyObject *self)
{
    PyObject *number = FIELD(self, number_at);
    if (number == NULL)
        PyErr_SetString(PyExc_AttributeError, "int");
    return number;
}

static Py_hash_t uuid_hash(PyObject *self)
{
    PyObject *number = number_of(self);
    return number == NULL ? -1 : PyObject_Hash(number);
}

static PyObject *uuid_compare(PyObject *self, PyObject *other, int how)
{
    if (!PyObject_TypeCheck(other, uuid_type))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *mine = number_of(self), *theirs = number_of(other);
    if (mine == NULL || theirs == NULL)
        return NULL;
    return PyObject_RichCompare(mine, theirs, how);
}

static PyObject *uuid_of(PyObject *Py_UNUSED(module), PyObject *raw)
{
    if (!PyBytes_Check(raw) || PyBytes_GET_SIZE(raw) != 16) {
        PyErr_SetString(PyExc_ValueError, "a UUID is made of 16 bytes");
        return NULL;
    }
    PyObject *number = _PyLong_FromByteArray((unsigned char *)PyBytes_AS_STRING(raw), 16, 0, 0);
    if (number == NULL)
        return NULL;
    PyObject *made = uuid_type->tp_alloc(uuid_type, 0);
    if (made == NULL) {
        Py_DECREF(number);
        return NULL;
    }
    FIELD(made, number_at) = number;
    FIELD(made, safety_at) = Py_NewRef(unknown);
    return made;
}

static Py_ssize_t place_of(const char *name)
{
    PyObject *found = PyObject_GetAttrString((PyObject *)uuid_type, name);
    if (found == NULL)
        return -1;
    if (Py_TYPE(found) != &PyMemberDescr_Type) {
        PyErr_Format(PyExc_ImportError, "uuid.UUID.%s is not the slot it was", name);
        Py_DECREF(found);
        return -1;
    }
    Py_ssize_t place = ((PyMemberDescrObject *)found)->d_member->offset;
    Py_DECREF(found);
    return place;
}

static PyMethodDef functions[] = {
    {"uuid_of", uuid_of, METH_O, "The UUID of 16 bytes."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "streams.uuids", NULL, -1, functions, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_uuids(void)
{
    PyObject *library = PyImport_ImportModule("uuid");
    if (library == NULL)
        return NULL;
    uuid_type = (PyTypeObject *)PyObject_GetAttrString(library, "UUID");
    PyObject *safety = PyObject_GetAttrString(library, "SafeUUID");
    Py_DECREF(library);
    if (uuid_type == NULL || safety == NULL)
        return NULL;
    unknown = PyObject_GetAttrString(safety, "unknown");
    Py_DECREF(safety);
    number_at = place_of("int");
    safety_at = place_of("is_safe");
    if (unknown == NULL || number_at < 0 || safety_at < 0)
        return NULL;
    uuid_type->tp_hash = uuid_hash;
    uuid_type->tp_richcompare = uuid_compare;
    PyType_Modified(uuid_type);
    return PyModule_Create(&definition);
}
